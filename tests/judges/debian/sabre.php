<?php
// php sabre.php FEEDS OUT: sabre/vobject (Debian: php-sabre-vobject) reads the feeds of a JSON file.

require_once "Sabre/VObject/autoload.php";

use Sabre\VObject\Reader;

function millis($property): ?int
{
    return $property === null ? null : $property->getDateTime()->getTimestamp() * 1000;
}

function events(string $text): array
{
    $found = [];
    foreach (Reader::read($text)->select("VEVENT") as $event) {
        $value = fn(string $name) => isset($event->{$name}) ? (string) $event->{$name} : null;
        $found[] = [
            "uid" => $value("UID"),
            "start" => millis($event->DTSTART),
            "end" => millis($event->DTEND ?? $event->DTSTART),
            "summary" => $value("SUMMARY"),
            "description" => $value("DESCRIPTION"),
            "location" => $value("LOCATION"),
            "url" => $value("URL"),
            "sequence" => isset($event->SEQUENCE) ? (int) (string) $event->SEQUENCE : null,
            "lastModified" => millis($event->{"LAST-MODIFIED"}),
        ];
    }
    return $found;
}

error_reporting(E_ALL & ~E_DEPRECATED);
$read = [];
foreach (json_decode(file_get_contents($argv[1]), true) as $feed) {
    try {
        $read[] = events($feed["text"]);
    } catch (Throwable $error) {
        $read[] = get_class($error) . ": " . $error->getMessage();
    }
}
$result = ["sabre/vobject" => ["version" => Sabre\VObject\Version::VERSION, "read" => $read]];
file_put_contents($argv[2], json_encode($result));
