import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="留痕">{null}</Page>;
