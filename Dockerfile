# Node, git and the program, for a user without privileges and a root file system that is read-only.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# No scripts: `prepare` builds, and the sources are not there yet.
RUN npm ci --ignore-scripts
COPY . .
RUN npm pack --pack-destination /tmp \
 && npm install --global --prefix /opt/boulder-migrate --offline --ignore-scripts /tmp/boulder-migrate-*.tgz

FROM node:24-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/boulder-migrate /opt/boulder-migrate
RUN ln -s /opt/boulder-migrate/bin/boulder-migrate /usr/local/bin/boulder-migrate \
 && ln -s /opt/boulder-migrate/bin/boulder-migrate /usr/local/bin/kubectl-boulder_migrate
# By number, so that Kubernetes can see that it is not root.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["boulder-migrate"]
