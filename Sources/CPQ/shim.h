// SPDX-License-Identifier: Apache-2.0
#include <libpq-fe.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
