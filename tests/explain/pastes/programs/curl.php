<?php
$info = ($argv[1] ?? "") === "info";
$c = curl_init(getenv("U"));
curl_setopt_array($c, [
    $info ? CURLINFO_HEADER_OUT : CURLOPT_VERBOSE => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ["X-Lti-Signature: " . getenv("SIG")],
]);
$body = curl_exec($c);
if ($info) print_r(curl_getinfo($c));
echo $body, "\n";
