import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="整改督办">{null}</Page>;
