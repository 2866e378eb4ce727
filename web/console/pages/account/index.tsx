import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="账户与安全">{null}</Page>;
