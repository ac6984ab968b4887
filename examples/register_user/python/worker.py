"""Sends the mails, and knows who has confirmed."""

import asyncio
import os

from temporalio.client import Client
from users.v1.users_pb2 import (
    IsConfirmedReply,
    IsConfirmedRequest,
    SendConfirmationRequest,
)
from users.v1.users_stubborn import accounts_worker

CONFIRMED = {"bob"}
"""What a database would know: Bob has called."""


class Accounts:
    async def send_confirmation(self, request: SendConfirmationRequest) -> None:
        print(f"mail {request.mail} to {request.address}", flush=True)

    async def is_confirmed(self, request: IsConfirmedRequest) -> IsConfirmedReply:
        return IsConfirmedReply(confirmed=request.user_id in CONFIRMED)


async def main() -> None:
    client = await Client.connect(os.getenv("TEMPORAL_ADDRESS", "localhost:7233"))
    await accounts_worker(client, Accounts()).run()


if __name__ == "__main__":
    asyncio.run(main())
