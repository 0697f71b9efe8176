import logging, os, urllib3
logging.basicConfig(level=logging.DEBUG)
headers = {"X-Lti-Signature": os.environ["SIG"]}
print("headers:", headers)
print(urllib3.PoolManager(ca_certs=os.environ["SSL_CERT_FILE"]).request("GET", os.environ["U"], headers=headers).data)
