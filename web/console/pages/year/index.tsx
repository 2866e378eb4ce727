import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="年度计划">{null}</Page>;
