# ruby icalendar.rb FEEDS OUT: Ruby's icalendar (Debian: ruby-icalendar) reads the feeds of a JSON file.

require "icalendar"
require "json"
require "stringio" # which icalendar uses, and does not require

millis = ->(time) { time && (time.to_time.to_r * 1000).round }

events = lambda do |text|
  Icalendar::Calendar.parse(text).flat_map(&:events).map do |event|
    {
      uid: event.uid.to_s,
      start: millis.call(event.dtstart),
      end: millis.call(event.dtend || event.dtstart),
      summary: event.summary.to_s,
      description: event.description.to_s,
      location: event.location.to_s,
      url: event.url.to_s,
      sequence: event.sequence&.to_i,
      lastModified: millis.call(event.last_modified),
    }
  end
end

read = JSON.parse(File.read(ARGV[0], encoding: "UTF-8")).map do |feed|
  events.call(feed["text"])
rescue StandardError => error
  "#{error.class}: #{error.message}"
end
File.write(ARGV[1], JSON.generate("icalendar (Ruby)" => { version: Icalendar::VERSION, read: read }))
