import aiohttp, asyncio, logging, os

logging.basicConfig(level=logging.DEBUG)
url = "https://applications.zoom.us" + os.environ["P"]
headers = {"X-Lti-Signature": os.environ["SIG"]}
params = {
    "isUpComing": "true",
    "key": os.environ["K"],
    "pageNum": 1,
    "pageSize": 20,
    "timestamp": os.environ["T"],
    "userId": os.environ["USERID"],
}


async def main():
    async with aiohttp.ClientSession() as session:
        async with session.get(url, params=params, headers=headers) as response:
            print(response)
            print(response.request_info)
            print(await response.text())


asyncio.run(main())
