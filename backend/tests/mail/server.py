"""An SMTP server that treats each mail as the next word of its arguments says.

It prints its port, then each mail that it has taken as a line of JSON.
"""

import asyncio
import json
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP

manners = iter(sys.argv[1:])


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        self.manner = next(manners, "take")
        if self.manner == "later":
            return "451 4.3.0 come back later"
        if self.manner == "never":
            return "550 5.1.1 nobody of that name"
        if self.manner == "drop":
            server.transport.abort()
        if self.manner == "stall":
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        print(
            json.dumps(
                {
                    "to": envelope.rcpt_tos,
                    "from": mail["from"],
                    "header_to": mail["to"],
                    "id": mail["message-id"],
                    "subject": mail["subject"],
                    "names": sorted(name.lower() for name in mail.keys()),
                    "plain": mail.get_body(("plain",)).get_content(),
                    "html": mail.get_body(("html",)).get_content(),
                }
            ),
            flush=True,
        )
        if self.manner == "drop-after":
            server.transport.abort()
        if self.manner == "stall-after":
            await asyncio.sleep(3600)
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    handler = Handler()
    server = await loop.create_server(lambda: SMTP(handler), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
