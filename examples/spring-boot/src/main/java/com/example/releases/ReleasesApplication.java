package com.example.releases;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A service that carries out the cutovers of one release. */
@SpringBootApplication
@EnableScheduling
public class ReleasesApplication {

    public static void main(String[] args) {
        SpringApplication.run(ReleasesApplication.class, args);
    }
}
