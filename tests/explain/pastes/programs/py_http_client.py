import http.client, os, ssl
http.client.HTTPConnection.debuglevel = 1
c = http.client.HTTPSConnection("applications.zoom.us")
c.request("GET", os.environ["P"] + "?" + os.environ["Q"], headers={"X-Lti-Signature": os.environ["SIG"]})
print(c.getresponse().read().decode())
