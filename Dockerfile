# --- Build: the jar, taken apart into what changes seldom and what changes often -------------------------------------
FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /build

# What the build downloads, in a layer of its own until pom.xml changes. The one class makes Maven fetch the compiler's
# plugins as well.
COPY .mvn/ .mvn/
COPY pom.xml ./
RUN mkdir -p src/main/java/io/tenantry \
 && echo 'package io.tenantry; interface Nothing {}' > src/main/java/io/tenantry/Nothing.java \
 && mvn -B -ntp -q -Dmaven.test.skip=true package \
 && rm -r src target

# Tests run in CI, not here.
COPY src/main/ src/main/
RUN mvn -B -ntp -q -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/tenantry.jar extract --layers --destination layers

# --- Run -------------------------------------------------------------------------------------------------------------
# The newest release of Java 25, with the fixes of its operating system: build with --pull.
FROM eclipse-temurin:25-jre-noble
WORKDIR /app

# A number that nobody else has, so that files in a volume belong to this service and to nobody by chance.
RUN groupadd --gid 10001 tenantry \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin tenantry \
 && install -d -o tenantry -g tenantry -m 700 /data

COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# A start without serving anybody, to keep the classes that it loads, linked: a start then takes half the CPU time. The
# cache is good for these very files and this very JVM, so it is made here, with the flags of ENTRYPOINT. Without it, or
# when something differs, the service starts all the same, only slower.
RUN DATA_DIR=/tmp/training java -XX:AOTCacheOutput=tenantry.aot -XX:MaxRAMPercentage=60 \
        --enable-native-access=ALL-UNNAMED -Dspring.context.exit=onRefresh -jar tenantry.jar \
 && rm -r /tmp/training

ENV DATA_DIR=/data
VOLUME /data
USER 10001:10001
EXPOSE 8000

# The image has neither curl nor wget, and a JVM a probe would be dear: bash speaks enough HTTP. It asks whether the
# process is alive, not whether the database is, since what restarts an unhealthy container cannot mend a database.
HEALTHCHECK --interval=15s --timeout=3s --start-period=90s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-8000} && printf 'GET /livez HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# No shell in between, so that SIGTERM reaches Java, which ends within 30 seconds. 60 % for the heap leaves room for
# classes, code, threads and buffers in a container of 512 MB. JAVA_TOOL_OPTIONS adds flags.
ENTRYPOINT ["java", "-XX:AOTCache=tenantry.aot", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", "-jar", "tenantry.jar"]
