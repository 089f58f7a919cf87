-- SPDX-License-Identifier: Apache-2.0
-- POST /v1/reservations. mix=uniform: 1–3 different SKUs of any store; otherwise one unit of the SKU `mix` at store S1.
local common = dofile(os.getenv("BENCH_LUA") .. "/common.lua")
local values, customers, post

function init(list)
    values = common.arguments(list)
    customers = common.lines(values.customers)
    post = common.poster(values, "/v1/reservations")
    math.randomseed(tonumber(values.seed))
end

local function line(number) return '{"sku":"K' .. number .. '","quantity":1}' end

function request()
    local random = math.random
    local customer = customers[random(#customers)]
    if values.mix ~= "uniform" then
        return post('{"location":"S1","customer":{"id":"' .. customer .. '"},"lines":[{"sku":"' .. values.mix
            .. '","quantity":1}]}')
    end
    local stores, skus = tonumber(values.stores), tonumber(values.skus)
    local first, third, count = random(skus), math.floor(skus / 3), random(3)
    local lines = line(first)
    -- Other thirds of the catalogue: never the same SKU twice.
    if count > 1 then lines = lines .. "," .. line(1 + (first - 1 + random(third)) % skus) end
    if count > 2 then lines = lines .. "," .. line(1 + (first - 1 + third + random(third)) % skus) end
    return post('{"location":"S' .. random(stores) .. '","customer":{"id":"' .. customer .. '"},"lines":[' .. lines
        .. ']}')
end

done = common.done
