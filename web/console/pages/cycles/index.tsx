import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="周期进度">{null}</Page>;
