import logging, os, httpx
logging.basicConfig(
    format="%(levelname)s [%(asctime)s] %(name)s - %(message)s", datefmt="%Y-%m-%d %H:%M:%S", level=logging.DEBUG
)
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
r = httpx.get(URL, params=params, headers=headers)
print(r.request.url, r.request.headers)
