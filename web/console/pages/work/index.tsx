import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="我的工作">{null}</Page>;
