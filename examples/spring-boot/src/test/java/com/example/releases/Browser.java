package com.example.releases;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** Calls the service as its users do. */
final class Browser {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    Browser(String port) {
        this.service = URI.create("http://localhost:" + port);
    }

    HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        return http.send(request(path).method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
        return call("GET", path).body();
    }

    /** Starts a cutover, and returns its path. */
    String start(String query) throws IOException, InterruptedException {
        return call("POST", "/cutovers?" + query).headers().firstValue("Location").orElseThrow();
    }

    /** The lines of an event stream as they come, to its end. */
    Stream<String> events(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path + "/events");
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofLines())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path));
    }
}
