// A caller that knows the old contract alone: it ships many orders, some at a time.

import { Client, Connection } from "@temporalio/client";
import { OrdersClient } from "./gen/shop/v1/shop_client";

const ORDERS = Number(process.env.ORDERS ?? 300);
const AT_A_TIME = 16;

async function main() {
  const address = process.env.TEMPORAL_ADDRESS ?? "localhost:7233";
  const connection = await Connection.connect({ address });
  const orders = new OrdersClient(new Client({ connection }));

  const answers = new Map<string, number>();
  let next = 0;
  const ship = async () => {
    while (next < ORDERS) {
      const order = `old-${next++}`;
      const reply = await orders.ship({ order }, { deadline: "1 minute" });
      if (reply.order !== order) {
        throw new Error(`asked for ${order}, was answered ${reply.order}`);
      }
      answers.set(reply.by, (answers.get(reply.by) ?? 0) + 1);
      if (next % 50 === 0) {
        console.log(`${next} orders`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, ship));

  const counts = [...answers].sort().map(([by, count]) => `${count} by ${by}`);
  console.log(`${ORDERS} of ${ORDERS} orders shipped: ${counts.join(", ")}`);
  await connection.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
