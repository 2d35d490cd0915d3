package io.tenantry.announcement;

import com.jayway.jsonpath.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** A real browser, of the package {@code chromium}, without a window. {@link Installed}. */
final class Browser implements AutoCloseable {

    private static final String LISTENING = "DevTools listening on ws://";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final String address;

    Browser() {
        Installed.require("chromium");
        try {
            profile = Files.createTempDirectory("tenantry-browser");
            process = new ProcessBuilder(
                            "chromium",
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            address = address(process.errorReader(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("The tests need a browser: apt-get install chromium", e);
        }
    }

    private static String address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(LISTENING)) {
                String rest = line.substring(line.indexOf(LISTENING) + LISTENING.length());
                return rest.substring(0, rest.indexOf('/'));
            }
        }
        throw new IllegalStateException("The browser has ended.");
    }

    /** A new tab that shows this page, or is about to. */
    Tab open(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?" + url))
                .method("PUT", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new Tab(http, JsonPath.<String>read(answer, "$.webSocketDebuggerUrl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        FileSystemUtils.deleteRecursively(profile.toFile());
    }
}
