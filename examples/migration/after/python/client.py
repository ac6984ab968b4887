"""A caller that knows the new contract."""

import asyncio
import os
from datetime import timedelta

from shop.v1.shop_pb2 import ShipRequest
from shop.v1.shop_stubborn import OrdersClient
from temporalio.client import Client


async def main() -> None:
    client = await Client.connect(os.getenv("TEMPORAL_ADDRESS", "localhost:7233"))
    orders = OrdersClient(client)
    for number in range(3):
        request = ShipRequest(order=f"new-{number}", express=True)
        reply = await orders.dispatch(request, timeout=timedelta(minutes=1))
        print(f"{reply.order}: by {reply.by}, with the {reply.carrier}")


if __name__ == "__main__":
    asyncio.run(main())
