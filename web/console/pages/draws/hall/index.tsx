export const Component = () => <main>抽取现场</main>;
