import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from '../shared/api-problem.ts';
import { cspNonce, nameEveryStyle } from '../shared/nonce.ts';
import './console.css';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

dayjs.locale('zh-cn');
nameEveryStyle();

const SERVER_FAULT = 500;
const TRIES = 2;
/** Of a refusal the second try would hear the same. */
const isWorthAnotherTry = (failures: number, error: Error): boolean =>
  failures < TRIES && !(error instanceof ApiProblem && error.status > 0 && error.status < SERVER_FAULT);

const client = new QueryClient({
  defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 10_000 } },
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <ConfigProvider locale={zhCN} theme={theme} csp={{ nonce: cspNonce() }} button={{ autoInsertSpace: false }}>
    <App>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </App>
  </ConfigProvider>,
);
