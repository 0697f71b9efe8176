<?php
require "/usr/share/php/GuzzleHttp/autoload.php";
$client = new GuzzleHttp\Client(["verify" => getenv("SSL_CERT_FILE")]);
try {
  $r = $client->get(getenv("U"), ["debug" => ($argv[1] ?? "") != "error", "headers" => ["X-Lti-Signature" => getenv("SIG")]]);
  echo $r->getBody(), "\n";
} catch (Exception $e) { echo $e->getMessage(), "\n"; echo GuzzleHttp\Psr7\Message::toString($e->getRequest()); }
