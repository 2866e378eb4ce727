import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="设置">{null}</Page>;
