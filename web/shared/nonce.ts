/** Of this very answer of the server: style that libraries add at run time must name it (content security policy). */
export const cspNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

/** Some parts of our component library ask nobody (the scroll lock of dialogs): every style made by a script of ours. */
export const nameEveryStyle = (): void => {
  const nonce = cspNonce();
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
};
