import { requests } from '../shared/contract.ts';
import type { Answer, Operation } from '../shared/contract.ts';
import { answer } from '../engine/service/answer.ts';
import type { ServiceClient } from '../engine/service/client.ts';
import type { EngineOperation, ShellHandlers } from '../engine/service/options.ts';

/** Both arguments are whatever a page sent. Never rejects. */
export type Ask = (operation: unknown, request: unknown) => Promise<Answer<Operation>>;

/** What the shell can do it does here, everything else the service does; each checks what it is given. */
export function createAsk(shell: ShellHandlers, service: Pick<ServiceClient, 'ask'>): Ask {
  return (operation, request) =>
    isEngineOperation(operation, shell) ? service.ask(operation, request as never) : answer(shell, operation, request);
}

function isEngineOperation(operation: unknown, shell: ShellHandlers): operation is EngineOperation {
  return typeof operation === 'string' && Object.hasOwn(requests, operation) && !Object.hasOwn(shell, operation);
}
