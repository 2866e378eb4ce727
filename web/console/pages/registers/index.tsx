import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="名录库">{null}</Page>;
