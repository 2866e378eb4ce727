import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './field.css';
import { App } from './app.tsx';
import { keepOnPhone } from './install.ts';
import { OthersLeft } from './screens/left-behind.tsx';
import { keepSending } from './store/sender.ts';
import { begin, sync } from './store/sync.ts';

const SIGN_IN = `/sign-in?next=${encodeURIComponent(window.location.pathname)}`;

const Nothing = () => (
  <main>
    <h1>现场检查</h1>
    <p>本机还没有检查任务。请连接网络并登录一次，之后没有网络也能使用。</p>
    <p>
      <a className="button primary" href={SIGN_IN}>
        登录
      </a>
    </p>
    <OthersLeft />
  </main>
);

const start = async (element: HTMLElement): Promise<void> => {
  const root = createRoot(element);
  keepOnPhone();
  const any = await begin();
  root.render(<StrictMode>{any ? <App /> : <Nothing />}</StrictMode>);
  if (!any) return;
  await sync();
  keepSending();
};

const element = document.getElementById('root');
if (element !== null) start(element).catch((error: unknown) => reportError(error));
