import http.client, logging, os, requests
http.client.HTTPConnection.debuglevel = 1
logging.basicConfig(level=logging.DEBUG)
URL = "https://applications.zoom.us" + os.environ["P"]
headers = {"X-Lti-Signature": os.environ["SIG"]}
params = {
    "isUpComing": "true",
    "key": os.environ["K"],
    "pageNum": 1,
    "pageSize": 20,
    "timestamp": os.environ["T"],
    "userId": os.environ["USERID"],
}
r = requests.get(URL, params=params, headers=headers)
print(r.status_code, r.text)
