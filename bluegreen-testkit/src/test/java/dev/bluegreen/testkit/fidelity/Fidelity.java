package dev.bluegreen.testkit.fidelity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Behaviours of a real cluster, each named after its row of what was observed on real ones. They run against the fake
 * cluster, and with {@code -Pcluster} against the cluster that {@code KUBECONFIG} names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FidelityExtension.class)
@interface Fidelity {}
