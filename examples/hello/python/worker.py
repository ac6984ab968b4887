import asyncio
import os

from hello.v1.hello_pb2 import SayHelloReply, SayHelloRequest
from hello.v1.hello_stubborn import GreeterSayHelloWorkflow, greeter_worker
from temporalio.client import Client


class SayHello(GreeterSayHelloWorkflow):
    async def run(self, request: SayHelloRequest, /) -> SayHelloReply:
        return SayHelloReply(text=f"Hello {request.name}, Python here!")


class Greeter:
    say_hello = SayHello


async def main() -> None:
    client = await Client.connect(os.getenv("TEMPORAL_ADDRESS", "localhost:7233"))
    await greeter_worker(client, Greeter()).run()


if __name__ == "__main__":
    asyncio.run(main())
