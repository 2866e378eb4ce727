import type { ThemeConfig } from 'antd';

/** The colours and letters of the pages that need no script (api/pages/page.css). */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f4e8c',
    colorInfo: '#1f4e8c',
    colorLink: '#1f4e8c',
    colorSuccess: '#2f7d4f',
    colorWarning: '#a15c00',
    colorError: '#b3261e',
    // Derived from colours as dark as ours, these would be greys that weigh on the page.
    colorPrimaryBg: '#e6eef8',
    colorInfoBg: '#eef3fa',
    colorInfoBorder: '#c3d4ea',
    colorSuccessBg: '#eef7f1',
    colorSuccessBorder: '#b9d9c6',
    colorWarningBg: '#fff6e5',
    colorWarningBorder: '#ecd39a',
    colorErrorBg: '#fdf0ef',
    colorErrorBorder: '#eab8b4',
    colorText: '#1d2733',
    colorTextDescription: '#5c6b7a',
    colorTextTertiary: '#5c6b7a',
    colorTextPlaceholder: '#6b7785',
    colorBgLayout: '#f4f6f9',
    borderRadius: 4,
    fontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
    // Who is made ill by movement, and who waits for it, are served alike.
    motion: false,
  },
};
