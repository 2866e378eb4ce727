import { usePlace } from './router.tsx';
import { Queue } from './screens/queue.tsx';
import { Visit } from './screens/visit.tsx';
import { Visits } from './screens/visits.tsx';

/** Which screen an address shows. */
export const App = () => {
  const [first, taskId, step] = usePlace();
  if (first === 'visits' && taskId !== undefined) return <Visit key={taskId} taskId={taskId} step={step} />;
  return first === 'queue' ? <Queue /> : <Visits />;
};
