require "faraday"
conn = Faraday.new("https://applications.zoom.us") { |f| f.response :logger, nil, bodies: true; f.adapter :net_http }
conn.get(ENV["P"], { isUpComing: true, key: ENV["K"], pageNum: 1, pageSize: 20, timestamp: ENV["T"], userId: ENV["USERID"] }, { "X-Lti-Signature" => ENV["SIG"] })
