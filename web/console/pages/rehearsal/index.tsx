import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="演练">{null}</Page>;
