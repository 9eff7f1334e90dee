import { type Client, GatewayDispatchEvents } from 'discord.js';
import type { Logger } from 'pino';

type Packet = { readonly t?: unknown };

/**
 * discord.js makes objects of what the gateway sends. At a shape that it does not know it throws, where nobody
 * catches, and the process would end. Interactions are kept from it: they are answered elsewhere, and nobody hears its
 * own event of them.
 */
export function guardPackets(client: Client, log: Logger): void {
  // discord.js keeps this method to itself (14.28.1, WebSocketManager): each packet goes through it, and nothing else
  // of its own stands around them all.
  const gateway = client.ws as unknown as { handlePacket(packet?: Packet, shard?: unknown): boolean };
  const handle = gateway.handlePacket.bind(gateway);
  gateway.handlePacket = (packet, shard) => {
    if (packet?.t === GatewayDispatchEvents.InteractionCreate) return true;
    try {
      return handle(packet, shard);
    } catch (error) {
      log.error(
        { err: error, event: packet?.t },
        'discord.js cannot read an event of Discord’s; it is left out',
      );
      return true;
    }
  };
}
