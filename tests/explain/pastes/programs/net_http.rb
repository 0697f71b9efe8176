require "net/http"
uri = URI(ENV["U"])
http = Net::HTTP.new(uri.host, uri.port)
http.use_ssl = true
http.set_debug_output($stdout)
puts http.get(uri.request_uri, { "X-Lti-Signature" => ENV["SIG"] }).body
