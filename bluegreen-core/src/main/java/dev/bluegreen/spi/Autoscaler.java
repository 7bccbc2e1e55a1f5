package dev.bluegreen.spi;

/**
 * An autoscaler of a workload.
 *
 * @param name its name
 * @param min the minimum number of pods
 * @param max the maximum number of pods
 * @param version opaque version for compare-and-set
 */
public record Autoscaler(String name, int min, int max, String version) {}
