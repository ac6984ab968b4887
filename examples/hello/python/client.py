import asyncio
import os

from hello.v1.hello_pb2 import SayHelloRequest
from hello.v1.hello_stubborn import GreeterClient
from temporalio.client import Client


async def main() -> None:
    client = await Client.connect(os.getenv("TEMPORAL_ADDRESS", "localhost:7233"))
    reply = await GreeterClient(client).say_hello(SayHelloRequest(name="Python"))
    print(reply.text)


if __name__ == "__main__":
    asyncio.run(main())
