#!/usr/bin/env bash
# Installs the npm clients of AWS, Google and Camunda that the tests of FakeClouds use, in artifacts/clients.
exec bash "$(dirname "$0")/npm-packages.sh" AtRest.FakeClouds.Tests/Clients/npm clients "the tests of FakeClouds need the clouds' own clients"
