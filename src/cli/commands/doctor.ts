import { refuseHalfAnswer, type Context } from '../context.ts';
import { printJson } from '../output.ts';
import { startProgress } from '../progress.ts';
import { printDiagnosis } from '../views/doctor.ts';

export async function doctorCommand({ engine, json }: Context): Promise<void> {
  const progress = startProgress('Reading conversations');
  const diagnosis = await engine.doctor({ onProgress: progress.report }).finally(progress.end);
  if (json) printJson(diagnosis);
  else printDiagnosis(diagnosis);
  await refuseHalfAnswer(diagnosis.problems);
}
