package dev.bluegreen.testkit.internal.dataplane;

/** One endpoint of a Service port: where connections may go. */
public record Backend(String ip, int port) {}
