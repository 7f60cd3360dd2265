import { parentPort, workerData } from 'node:worker_threads';
import { answer, attempt, describeFailure } from './answer.ts';
import type { Call, FromService, Push, ServiceStart } from './messages.ts';
import type { Emit } from './options.ts';
import { createService, type Service } from './service.ts';

/** The service in a thread of its own, where a look at ten thousand conversations keeps nobody waiting. */
if (parentPort !== null) run(workerData as ServiceStart, parentPort);

type Port = NonNullable<typeof parentPort>;

function run({ options, from }: ServiceStart, port: Port): void {
  const post = (message: FromService): void => port.postMessage(message);
  const emit: Emit = (event, payload) => post({ kind: 'event', event, payload } as Push);
  let service: Service;
  try {
    service = createService(options, emit, from);
  } catch (error) {
    post({ kind: 'failed', message: describeFailure(error).message });
    return;
  }
  void service.warmUp();
  port.on('message', (call: Call) => {
    void reply(service, call).then(post);
  });
}

async function reply(service: Service, call: Call): Promise<FromService> {
  const { number } = call;
  switch (call.kind) {
    case 'ask':
      return { kind: 'answer', number, answer: await answer(service.handlers, call.operation, call.request) };
    case 'path-of':
      return { kind: 'path', number, path: service.pathOf(call.id) };
    case 'set-folders':
      await service.setFolders(call.folders);
      return { kind: 'done', number };
    case 'export':
      return { kind: 'answer', number, answer: await attempt(() => service.export(call.order)) };
    case 'cancel-export':
      service.cancelExport();
      return { kind: 'done', number };
    case 'dispose':
      await service.dispose();
      return { kind: 'done', number };
  }
}
