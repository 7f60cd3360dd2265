import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';
import type { AskError } from '../../api/index.ts';
import { t } from '../../strings/index.ts';
import { Callout } from '../../ui/index.ts';

interface FailureProps {
  error: AskError;
  actions?: ReactNode;
}

/** What went wrong, in the engine's own sentence, and what to do about it. */
export function Failure({ error, actions }: FailureProps) {
  const [title, next] = t.failures[error.code];
  return (
    <div role="alert">
      <Callout icon={CircleAlert} tone={error.code === 'disk' ? 'risk' : 'lamp'} title={title} actions={actions}>
        {saysEnough(error) && <p>{error.message}</p>}
        <p>{next}</p>
      </Callout>
    </div>
  );
}

/** An engine that is gone or at fault has no sentence for a person. */
const saysEnough = ({ code, message }: AskError): boolean =>
  message !== '' && !['invalid', 'unavailable', 'stale', 'forgotten'].includes(code);
