import os, requests

headers = {"X-Lti-Signature": os.environ["SIG"]}
response = requests.get(os.environ["U"], headers=headers)
print(response.request.__dict__)
