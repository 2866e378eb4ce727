import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="公示">{null}</Page>;
