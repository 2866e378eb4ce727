import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="消息">{null}</Page>;
