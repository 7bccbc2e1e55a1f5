/** Model, engine and SPI of blue/green releases; knows no Kubernetes client and no cloud SDK. */
module dev.bluegreen.core {
    requires java.net.http;
    requires org.slf4j;
    requires com.google.gson;
    requires io.github.resilience4j.core;
    requires static transitive org.jspecify;

    exports dev.bluegreen;
    exports dev.bluegreen.check;
    exports dev.bluegreen.check.approval;
    exports dev.bluegreen.check.slo;
    exports dev.bluegreen.check.smoke;
    exports dev.bluegreen.cutover;
    exports dev.bluegreen.event;
    exports dev.bluegreen.model;
    exports dev.bluegreen.result;
    exports dev.bluegreen.spi;

    uses dev.bluegreen.spi.PlatformProvider;
}
