import { createApp } from '@jingwei/api/app.ts'
import { purposeVerbs, rules } from '@jingwei/api/permissions.ts'
import { expect, test } from 'vitest'
import { testService } from '../support/service.ts'

const { paths = {} } = createApp(testService(null)).getOpenAPI31Document({
  openapi: '3.1.0',
  info: { title: '', version: '' },
})

/** Fields of answers that are marked `x-personal` in the contract, by route. */
const marked = answersOf(paths).flatMap(([route, answer]) =>
  fieldsOf(answer)
    .filter(({ personal }) => personal)
    .map(({ name }) => [route, name] as const),
)

test('personal data is in the answers of those routes alone that ask why and write the read down', () => {
  const shown = new Set(marked.map(([route]) => route))
  for (const route of shown) expect(purposeVerbs.has(rules[route] ?? 'service.read'), route).toBe(true)
  const asking = Object.keys(rules).filter(route => purposeVerbs.has(rules[route] ?? 'service.read'))
  expect([...shown].sort()).toEqual(asking.sort())
})

test('a field of an answer that sounds like somebody’s number or address at home is marked', () => {
  const sounds = /^(phone|mobile|tel|telephone|contact|email|idcard|idnumber|birth(day|date)?|householder)$/i
  const unmarked = answersOf(paths).flatMap(([route, answer]) =>
    fieldsOf(answer)
      .filter(({ name, personal }) => sounds.test(name) && !personal)
      .map(({ name }) => `${route} ${name}`),
  )
  expect(unmarked).toEqual([])
})

test('marks are found however deep they are, and what is not marked is told apart', () => {
  const schema = {
    properties: {
      cases: {
        items: { properties: { phone: { type: 'string', 'x-personal': true }, email: { type: 'string' } } },
      },
    },
  }
  expect(fieldsOf(schema).filter(({ personal }) => personal)).toEqual([{ name: 'phone', personal: true }])
  expect(fieldsOf(schema).map(({ name }) => name)).toContain('email')
})

function answersOf(paths: object): [route: string, answer: unknown][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { responses?: unknown }>).map(
      ([method, { responses }]): [string, unknown] => [`${method.toUpperCase()} ${path}`, responses],
    ),
  )
}

interface Field {
  readonly name: string
  readonly personal: boolean
}

function fieldsOf(schema: unknown): Field[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf)
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'properties') return fieldsOf(value)
    return Object.entries(value as object).flatMap(([name, field]) => [
      { name, personal: (field as Record<string, unknown>)['x-personal'] === true },
      ...fieldsOf(field),
    ])
  })
}
