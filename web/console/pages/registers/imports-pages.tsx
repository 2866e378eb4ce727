import { useParams } from 'react-router';
import { NotFound } from '../../layout/lost.tsx';
import { Page } from '../../layout/page.tsx';
import { REGISTERS } from '../../records/imports/import.ts';
import { ImportsList } from '../../records/imports/imports-list.tsx';
import { PreviewPage } from '../../records/imports/preview-page.tsx';
import { UploadPage } from '../../records/imports/upload-page.tsx';
import { RegisterTabs } from './register-tabs.tsx';

export const ImportsPage = () => (
  <Page title="导入记录">
    <RegisterTabs />
    <section className="board-card" aria-label="导入记录">
      <ImportsList />
    </section>
  </Page>
);

export const ImportUpload = () => {
  const { register = '' } = useParams();
  return register in REGISTERS ? <UploadPage key={register} register={register} /> : <NotFound />;
};

export const ImportPreview = () => {
  const { register = '', id = '' } = useParams();
  return register in REGISTERS ? <PreviewPage register={register} id={id} /> : <NotFound />;
};
