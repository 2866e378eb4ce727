import { Page } from '../../layout/page.tsx';

export const KeptRehearsals = () => <Page title="演练">{null}</Page>;
