package com.example.releases;

import static dev.bluegreen.testkit.PodSelector.pods;

import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;

/** A fake cluster that this service finds as it finds a real one: by the settings of its Kubernetes client. */
final class ShopCluster implements AutoCloseable {

    private final FakeCluster cluster = FakeCluster.startInRealTime();

    ShopCluster() {
        System.setProperty("kubernetes.master", cluster.config().getMasterUrl());
        System.setProperty("kubernetes.namespace", "default");
        System.setProperty("kubernetes.auth.tryKubeConfig", "false");
        cluster.behave(pods("app=checkout"), Behaviour.readyAfter(Duration.ZERO));
        cluster.app("checkout").deploy();
    }

    FakeCluster fake() {
        return cluster;
    }

    @Override
    public void close() {
        System.clearProperty("kubernetes.master");
        System.clearProperty("kubernetes.namespace");
        System.clearProperty("kubernetes.auth.tryKubeConfig");
        cluster.close();
    }
}
